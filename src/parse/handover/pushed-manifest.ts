import { UserError } from '../../model/errors.ts';
import { parseJson } from '../text/parse-json.ts';
import { isRecord, toRecord, toText } from '../../shared/json-shapes.ts';

const advice = {
  why: 'It ties the name in the registry to the image that was scanned and rehearsed.',
  fix: 'fetch it as it is: skopeo inspect --raw docker://IMAGE > reports/manifest.json (or docker buildx imagetools inspect --raw IMAGE)',
};

/** Digest of the configuration that a pushed manifest of one image names. Throws a UserError where the text is no such manifest. */
export function parsePushedManifest(text: string, where: string): string {
  const manifest = parseJson(text, where, advice);
  const digest = isRecord(manifest) ? toText(toRecord(manifest['config'])['digest']) : '';
  if (!/^sha256:[0-9a-f]{64}$/.test(digest))
    throw new UserError({ where, what: 'is not the manifest of one image: it names no configuration', ...advice });
  return digest;
}
