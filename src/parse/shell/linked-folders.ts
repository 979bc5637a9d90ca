/**
 * Folders that a shell script fills with links to what lies in /safe_data, and single files that it links, as the script names them: `for folder in data; do ... ln -s`, the form
 * of the start scripts that adopt writes. What is written in another way is not found.
 */
export function linkedFolders(script: string): readonly string[] {
  const lines = script.split(/\r?\n/);
  return lines.flatMap((line, at) => {
    const [, indent = '', name = '', list = ''] = /^( *)for ([A-Za-z_]+) in ([^;]+); do$/.exec(line) ?? [];
    if (name === '') return [];
    const length = lines.slice(at).indexOf(`${indent}done`);
    const body = length < 0 ? '' : lines.slice(at, at + length).join('\n');
    if (body.includes(`&& ln -s "/safe_data/$${name}" "$${name}"`)) return namesOf(list);
    const isLinked = body.includes(' /safe_data/') && body.includes(`&& ln -s "$file" "$${name}/`);
    return isLinked ? namesOf(list) : [];
  });
}

function namesOf(list: string): readonly string[] {
  return (list.match(/'[^']*'|"[^"]*"|[^ '"]+/g) ?? []).map((word) => word.replaceAll(/^["']|["']$/g, ''));
}
