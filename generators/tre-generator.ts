import type { CommandDefinition, ExitCode, Host } from '../src/model/command.ts';
import {
  commands,
  createAsker,
  createEnvironment,
  describeStart,
  formatHelp,
  openProject,
  personIsThere,
  runCommand,
  takesColour,
  tellNote,
} from '../src/program.ts';
import { type BaseOptions, GeneratorWithoutStorage } from './generator-without-storage.ts';
import { nameFailure, nameStop } from './name-failure.ts';
import { readOptions } from './read-options.ts';
import { createStage, type Stage } from './stage.ts';

/**
 * A command as a Yeoman generator: the very code that the command line runs, with Yeoman's prompts, and Yeoman's in-memory
 * files as the stage on which a plan waits for the commit. Error codes are numbers, since yo passes them to the process.
 */
export abstract class TreGenerator extends GeneratorWithoutStorage {
  protected abstract readonly command: CommandDefinition['name'];
  readonly #stage: Stage;
  readonly #arguments: readonly string[];
  readonly #given: BaseOptions;
  #result: Promise<ExitCode> = Promise.resolve(0);

  constructor(arguments_: string[], options: BaseOptions, features?: object) {
    super(arguments_, options, {
      ...features,
      disableInGeneratorOptionsSupport: true,
      customInstallTask: true,
      inheritTasks: true,
      tasksMatchingPriority: true,
    });
    this.#arguments = arguments_;
    this.#given = options;
    this.#stage = createStage(this.fs);
    this.setFeatures({ customCommitTask: this.#stage.commit });
    const { signal } = this.env.adapter as { readonly signal?: AbortSignal };
    signal?.addEventListener('abort', () => nameStop(signal.reason));
  }

  /** What `yo tre-container --help` prints. */
  override help(): string {
    const program = `yo ${this.#given.namespace.replace(/:app$/, '')}`;
    const { definition } = commands[this.command];
    const examples = definition.examples.map(({ line, does }) => ({
      line: line.replace(/^tre-container(?: ([a-z]+)\b)?/, (call, name?: string) =>
        name === undefined || name in commands ? program : call.replace('tre-container', program),
      ),
      does,
    }));
    return formatHelp({ ...definition, examples }, program, {
      columns: process.stdout.columns ?? 80,
      colour: takesColour(process.stdout),
    });
  }

  /** Runs the command until it is done or has staged what it will write. */
  async writing(): Promise<void> {
    this.#result = this.#run().catch((error: unknown) => {
      throw nameFailure(error, this.#program(), this.rootGeneratorVersion());
    });
    await Promise.race([this.#result, this.#stage.staged]);
  }

  /** After the commit: the command's last words, and its exit code. */
  async end(): Promise<void> {
    const code = await this.#result;
    if (code !== 0) process.exitCode = code;
  }

  async #run(): Promise<ExitCode> {
    // A person who looks for help, not for a project in a folder of that name.
    if (this.#arguments.length === 1 && this.#arguments[0] === 'help') {
      process.stdout.write(this.help());
      return 0;
    }
    const invocation = { targets: this.#arguments, flags: readOptions(commands[this.command].definition, this.#given) };
    return runCommand(this.command, invocation, this.createEnvironment());
  }

  protected createEnvironment(): Host {
    const prompt = async (question: object) => this.env.adapter.prompt<Record<string, unknown>>([question as never]);
    return createEnvironment({
      program: this.#program(),
      cwd: this.destinationRoot(),
      note: tellNote,
      openProject: (directory, warn) => this.#stage.wrap(openProject(directory, warn)),
      ...(personIsThere() ? { asker: createAsker(prompt, takesColour(process.stdout)) } : {}),
    });
  }

  #program(): string {
    return `${describeStart(process.argv[1] ?? 'yo', this.destinationRoot(), this.#arguments)} tre-container`;
  }
}
