import { bases } from '../../catalog/bases.ts';
import { knownImages } from '../../catalog/images.ts';
import { loadSyntax } from '../../io/programs/load-syntax.ts';
import { loadAtlas } from './load-atlas.ts';

/** What reading a project for the rules takes from the catalogue, and the parsers of its programs. */
export const ruleKnowledge = { bases: Object.values(bases), images: knownImages, loadSyntax, loadAtlas };
