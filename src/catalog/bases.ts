import type { BaseName } from '../model/answers/answers.ts';
import type { Base } from '../model/render/base.ts';
import { julia } from './bases/julia.ts';
import { jupyter } from './bases/jupyter.ts';
import { python } from './bases/python.ts';
import { pytorch } from './bases/pytorch.ts';
import { r } from './bases/r.ts';
import { rapids } from './bases/rapids.ts';
import { rocker } from './bases/rocker.ts';

/** Models that a Dockerfile brings in are fetched on an image of this base: any with Python and pip would do. */
export const fetchBase: Base = python;

/** Every base by name, in the order in which they are offered: batch first. A new name in `BaseName` does not compile without one. */
export const bases: Readonly<Record<BaseName, Base>> = { python, pytorch, r, julia, rocker, jupyter, rapids };
