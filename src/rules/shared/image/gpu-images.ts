import type { Finding, Location, Verdict } from '../../../model/check/rule.ts';
import { judge, unknown } from '../../../model/check/verdicts.ts';
import type { FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';

/** CUDA of a base image, by its tag: `cuda12.6`, `cuda13`, or that of nvidia/cuda. */
export function cudaOfBase(image: {
  readonly canonicalRegistry: string;
  readonly canonicalRepository: string;
  readonly tag?: string;
}): { readonly major: number; readonly text: string } | undefined {
  const tag = image.tag ?? '';
  const month =
    image.canonicalRegistry === 'nvcr.io' ? /^(\d\d)\.(\d\d)-(?:py3|tf2|trtllm|vllm|paxml|maxtext)/.exec(tag) : null;
  if (month !== null) return cudaOfMonth(Number(month[1]) * 100 + Number(month[2]));
  const [, text] =
    (/(?:^|\/)nvidia\/cuda$/.test(image.canonicalRepository) ? /^(\d+(?:\.\d+)*)/ : /cuda[-_]?(\d+(?:\.\d+)?)/i).exec(
      tag,
    ) ?? [];
  return text === undefined ? undefined : { major: Number.parseInt(text, 10), text };
}

/** CUDA of NVIDIA's monthly images of frameworks: 12 from 23.01 on, 13 from 25.08 on (its Frameworks Support Matrix). `month`: 2212 for 22.12. */
function cudaOfMonth(month: number): { readonly major: number; readonly text: string } {
  const major = month >= 2508 ? 13 : month >= 2301 ? 12 : 11;
  return { major, text: major === 11 ? '11 or older' : String(major) };
}

/** Tags of images that are built for a GPU and do not say for which CUDA: `tensorflow:2.9.1-gpu`, `2.7-py3` of NVIDIA's catalogue. */
export function isOfGpu({
  canonicalRepository,
  canonicalRegistry,
  tag = '',
}: {
  readonly canonicalRegistry: string;
  readonly canonicalRepository: string;
  readonly tag?: string;
}): boolean {
  return (
    /(?:^|[-_.])gpu(?:[-_.]|$)/i.test(tag) ||
    /(?:^|[-_/])(?:gpu|cuda)(?:[-_/]|$)/i.test(canonicalRepository) ||
    (canonicalRegistry === 'nvcr.io' && /^nvidia\/(?:pytorch|tensorflow|jax|rapidsai)/.test(canonicalRepository))
  );
}

/** PyPI's torch was built for CUDA 12 and older up to 2.8 (release notes of PyTorch); of newer ones the version does not tell. */
export function cudaOfTorch(version: string): string | undefined {
  const [, first, second] = /^(\d+)\.(\d+)(?:\.|$)/.exec(version) ?? [];
  return first === '1' || (first === '2' && Number(second) <= 8) ? '12' : undefined;
}

/** What is built for a GPU in an image whose base names none: one that nobody knows may be for one all the same. */
export function judgeWithoutGpu(
  findings: readonly Finding[],
  { known, base, from }: FinalImage,
  location: Location,
): Verdict {
  const [first] = findings;
  if (first !== undefined && known === undefined && base === undefined)
    return unknown(
      `${from.word.value} is in no table here, and whether it is for a GPU its name does not tell: what is built for CUDA may be meant for one`,
      first.location ?? location,
    );
  return judge(findings, { text: 'builds without CUDA, by their index or name', location }, 'file');
}
