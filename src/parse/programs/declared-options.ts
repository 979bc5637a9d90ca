/** Options of a command line by the names under which a program finds each, as far as what declares them was looked through: each declaration is looked at once, in its order, and the first of a name holds. */
export class DeclaredOptions<T> {
  private readonly byName = new Map<string, T>();
  private next = 0;

  /** `read`: what is declared at one of `count` places, if an option is. */
  find(
    name: string,
    count: number,
    read: (at: number) => { readonly names: readonly string[]; readonly option: T } | undefined,
  ): T | undefined {
    while (!this.byName.has(name) && this.next < count) {
      const at = this.next;
      this.next += 1;
      const declared = read(at);
      for (const each of declared?.names ?? [])
        if (declared !== undefined && !this.byName.has(each)) this.byName.set(each, declared.option);
    }
    return this.byName.get(name);
  }
}
