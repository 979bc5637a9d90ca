import { misspelt } from '../../shared/nearest-word.ts';
import { rSystemLibraries } from './r-system-libraries.ts';
import { systemPrograms } from './system-programs.ts';

/** Packages of Debian and Ubuntu that images of research install most, beside those that the other tables name. */
const usual =
  'autoconf automake build-essential bzip2 ca-certificates cmake curl default-jre default-jre-headless fonts-dejavu g++ gawk gcc gfortran gnupg jq less libblas-dev libboost-all-dev libbz2-dev libcurl4-openssl-dev libeigen3-dev libffi-dev libfontconfig1-dev libfreetype6-dev libfribidi-dev libgl1 libglib2.0-0 libgomp1 libharfbuzz-dev libicu-dev libjpeg-dev liblapack-dev liblzma-dev libncurses-dev libopenblas-dev libpng-dev libreadline-dev libsm6 libsndfile1 libsqlite3-dev libssl-dev libtiff5-dev libtool libxext6 libxml2-dev libxrender1 libxslt1-dev locales make nano ninja-build openssh-client parallel patch perl pigz pkg-config procps python3 python3-dev python3-pip python3-venv rsync software-properties-common tini tzdata unixodbc unzip wget xz-utils zlib1g-dev';

let names: ReadonlySet<string> | undefined;

/**
 * The known package of the system that a name is nearly written as; nothing where it is known itself. One that differs by a digit is another version (`bowtie`,
 * `bowtie2`).
 */
export function misspeltSystemPackage(name: string): string | undefined {
  names ??= new Set([
    ...usual.split(' '),
    ...[systemPrograms, rSystemLibraries].flatMap((table) => [...table.values()].flat()),
  ]);
  const near = misspelt(name, names);
  return near === undefined || withoutDigits(near) === withoutDigits(name) ? undefined : near;
}

const withoutDigits = (name: string): string => name.replaceAll(/\d/g, '');
