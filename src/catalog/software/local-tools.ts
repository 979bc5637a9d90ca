/**
 * Programs of images that ask no network, make no page and ask nobody, whatever they are given: they read the files that their words name. Not here is what may:
 * samtools fetches the reference of a CRAM, ffmpeg, GDAL and whatever is built with htslib open addresses, fastp writes a page.
 */
export const localTools: ReadonlySet<string> = new Set(
  'openslide-show-properties openslide-write-png openslide-quickhash1sum bwa minimap2 bedtools vcftools dcm2niix cutadapt seqtk mafft'.split(
    ' ',
  ),
);
