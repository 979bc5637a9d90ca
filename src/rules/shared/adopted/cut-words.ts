/** The text, or as many whole words of it as fit, with the sign that it goes on. */
export function cutWords(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most - 3);
  const end = head.lastIndexOf(' ');
  return `${end > most / 2 ? head.slice(0, end) : head}...`;
}
