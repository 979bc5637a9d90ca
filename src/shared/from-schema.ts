/**
 * The type of the values that a schema lets through, so that schema, check and type are written once. It knows the keywords that
 * `matchSchema` knows; what a type cannot say (patterns, numbers of items) it leaves out.
 */
export type FromSchema<S, Root = S> = S extends { readonly $ref: `#/$defs/${infer Name}` }
  ? Root extends { readonly $defs: infer Defs }
    ? Name extends keyof Defs
      ? FromSchema<Defs[Name], Root>
      : never
    : never
  : S extends { readonly const: infer Value }
    ? Value
    : S extends { readonly enum: readonly (infer Value)[] }
      ? Value
      : S extends { readonly anyOf: readonly (infer Inner)[] }
        ? Inner extends unknown
          ? FromSchema<Inner, Root>
          : never
        : S extends { readonly type: readonly (infer Type)[] }
          ? FromType<Type, S, Root>
          : S extends { readonly type: infer Type }
            ? FromType<Type, S, Root>
            : unknown;

type FromType<Type, S, Root> = Type extends 'string'
  ? string
  : Type extends 'integer' | 'number'
    ? number
    : Type extends 'boolean'
      ? boolean
      : Type extends 'null'
        ? null
        : Type extends 'array'
          ? readonly (S extends { readonly items: infer Item } ? FromSchema<Item, Root> : unknown)[]
          : Type extends 'object'
            ? FromObject<S, Root>
            : never;

type FromObject<S, Root> = S extends { readonly properties: infer Properties }
  ? {
      readonly [Key in keyof Properties as Key extends RequiredOf<S> ? Key : never]: FromSchema<Properties[Key], Root>;
    } & {
      readonly [Key in keyof Properties as Key extends RequiredOf<S> ? never : Key]?: FromSchema<Properties[Key], Root>;
    } extends infer Whole
    ? { readonly [Key in keyof Whole]: Whole[Key] }
    : never
  : S extends { readonly additionalProperties: infer Value }
    ? Readonly<Record<string, FromSchema<Value, Root>>>
    : Readonly<Record<string, unknown>>;

type RequiredOf<S> = S extends { readonly required: readonly (infer Key)[] } ? Key : never;

/** What may be printed as JSON by a schema: a key without a value is left out, and an object without a schema is any. */
export type Printed<S> = Loose<FromSchema<S>>;

type Loose<T> = T extends readonly (infer Item)[]
  ? readonly Loose<Item>[]
  : T extends object
    ? string extends keyof T
      ? unknown extends T[keyof T]
        ? object
        : { readonly [key: string]: Loose<T[keyof T]> }
      : { readonly [Key in keyof T]: object extends Pick<T, Key> ? Loose<T[Key]> | undefined : Loose<T[Key]> }
    : T;
