import type { Language, LanguageName } from '../model/render/language.ts';
import { julia } from './languages/julia.ts';
import { python } from './languages/python.ts';
import { r } from './languages/r.ts';

/** Every language that a base can be for, by name. */
export const languages: Readonly<Record<LanguageName, Language>> = { python, r, julia };
