import Generator, { Storage } from 'yeoman-generator';

export type { BaseOptions } from 'yeoman-generator';

/**
 * A generator that opens nothing of a project by itself. Yeoman's own reads `package.json` and `.yo-rc.json` in its constructor, whole and whatever they are:
 * a pipe, a device, a link out of the project. Our commands read what they need, within limits.
 */
export abstract class GeneratorWithoutStorage extends Generator {
  /** Called by Yeoman's constructor, for these files and for the settings in the user's home: a place in which there is nothing. */
  override createStorage<Stored extends Record<string, unknown>>(path: string): Storage<Stored> {
    const nothing = { value: (_: string, instead: unknown) => instead };
    const files = Object.create(this.fs, { readJSON: nothing }) as typeof this.fs;
    return new Storage<Stored>(files, this.destinationPath(path));
  }
}
