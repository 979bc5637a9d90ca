import { readFiles } from '../accelerated-lines.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { cpuIndex, torch } from '../accelerators.ts';

/**
 * How to install a build without CUDA, by the name that it has on PyTorch's index: with the list of such builds that the image installs, or as this generator
 * does it, where it made the Dockerfile.
 */
export function findWithoutCuda(subject: Subject, isOwn: boolean): ((build: string) => string) | undefined {
  const line = readFiles(subject).find(({ text, isFromCpuIndex }) => isFromCpuIndex && torch.test(text));
  if (line !== undefined)
    return (build) => {
      const [name = ''] = build.split('==');
      const own = readFiles(subject).find(
        ({ text, isFromCpuIndex }) => isFromCpuIndex && torch.exec(text)?.[1]?.toLowerCase() === name,
      );
      if (own === undefined) return `add the line ${build} to ${line.location.file}, whose builds are without CUDA`;
      const place = `${own.location.file}:${String(own.location.line ?? 1)}`;
      return build.includes('==')
        ? `write ${build} in place of ${own.text} at ${place}: both lists name the same version then`
        : `write ${own.text.replace(/\+\w+$/, '')} in its place, the version that ${place} has`;
    };
  return isOwn
    ? (build) =>
        `install the build without CUDA first, from a list of its own, as this generator does: requirements-torch.txt with the lines --index-url ${cpuIndex} and ${build}, let through by .dockerignore, and above the other pip install: COPY requirements-torch.txt /app/ and RUN pip install --no-cache-dir --no-deps --requirement /app/requirements-torch.txt`
    : undefined;
}
