import { active as activeCharacter, spell } from '../../model/text/inert.ts';

const escape = '\u001B';
/** The settings that colours of ours consist of, by what follows the escape character. None of them hides text. */
const colours = /^\[(?:0|[1-479]|2[2-479]|[349][0-7]|10[0-7]|[34]9)m$/;
/** A sequence that sets colours, or one character that a terminal could obey or that hides what stands there. */
const controls = String.raw`${escape}\[\d{1,3}m|${activeCharacter.source}`;
/** What a runner takes for a command, or could when the next piece comes. */
const beforeCommand = String.raw`#(?=#(?:\[|vso\[|teamcity\[)|#?$)`;
const active = new RegExp(`${controls}|${beforeCommand}`, 'gu');
/** Whether there is anything to look at more closely: most pieces are plain. */
const suspicious = /[^\n\u0020-\u007E]|:|#/;

/**
 * A way out to a terminal or the log of a runner that obeys nothing in what is written: characters that a terminal obeys are spelled out as in
 * JSON, and so is the start of what a CI runner takes for a command (`::` at the start of a line, `##[` anywhere). A JSON text means the same
 * afterwards. Our own colours stay where `colour` says that there are any; among commands to a runner there are none.
 */
export class InertOutput {
  private readonly write: (text: string) => void;
  private readonly colour: boolean;
  /** Since the last line end there were only blanks. */
  private isAtStart = true;

  constructor(write: (text: string) => void, colour: boolean) {
    this.write = write;
    this.colour = colour;
  }

  /** `commands`: the lines are commands to a CI runner of our own making, whose texts are escaped as it asks for. */
  put(text: string, commands = false): void {
    if (text === '') return;
    // Piece by piece: a line may come in several.
    const shown = suspicious.test(text) ? this.calm(text, commands) : text;
    const end = text.lastIndexOf('\n');
    this.isAtStart = (end >= 0 || this.isAtStart) && text.slice(end + 1).trim() === '';
    this.write(shown);
  }

  private calm(text: string, commands: boolean): string {
    const plain = text.replace(active, (found) => {
      if (found === '#') return spell(found);
      if (found === '\n' || found === '\t') return found;
      const isColour = found.startsWith(escape) && colours.test(found.slice(1));
      return isColour && this.colour && !commands ? found : Array.from(found, spellActive).join('');
    });
    if (commands) return plain;
    const lines = plain.split('\n');
    const isLast = (index: number): boolean => index === lines.length - 1;
    return lines.map((line, index) => (index > 0 || this.isAtStart ? disarm(line, isLast(index)) : line)).join('\n');
  }
}

/** A text of several lines that obeys nothing either, for where somebody else prints it. */
export function calmLines(text: string): string {
  let calm = '';
  new InertOutput((piece) => (calm += piece), false).put(text);
  return calm;
}

/** Of a sequence only its first character acts. */
function spellActive(character: string): string {
  return character >= ' ' && character <= '~' ? character : spell(character);
}

/** GitHub leaves out blanks before it looks for a command. A line that is not at its end yet may go on with the second colon. */
function disarm(line: string, isOpen: boolean): string {
  const start = line.search(/\S/);
  if (start < 0 || !(line.startsWith('::', start) || (isOpen && line.slice(start) === ':'))) return line;
  return `${line.slice(0, start)}${spell(':')}${line.slice(start + 1)}`;
}
