/** Why a repository on GitHub could not be asked. */
export interface RefFailure {
  readonly kind: 'unreachable' | 'denied' | 'failing' | 'no git';
  /** One clause. */
  readonly failed: string;
  readonly fix?: string;
}

/** What a tag or branch of a repository means; or that it has none of that name, with the tags that it has. */
export type RefAnswer = { readonly commit: string } | { readonly unknown: readonly string[] } | RefFailure;
