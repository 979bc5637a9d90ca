/**
 * Programs of images that ask no network, make no page and ask nobody, whatever they are given: they read the files that their words name. Not here is what may:
 * GDAL and netCDF open addresses of more forms than one, fastp and MultiQC write pages, PLINK 1.07 (`plink`) asks for newer versions, BLAST has `-remote`.
 */
export const localTools: ReadonlySet<string> = new Set(
  'openslide-show-properties openslide-write-png openslide-quickhash1sum bwa minimap2 bedtools vcftools dcm2niix cutadapt seqtk mafft bowtie2-build hisat2-build STAR featureCounts muscle clustalo fasttree FastTree raxmlHPC hmmsearch hmmscan hmmbuild makeblastdb mash megahit prodigal jellyfish spades.py plink1.9 plink2 dcmdump dcmconv dcmodify dcmdjpeg gdcmconv gdcmdump mrconvert antsRegistration antsApplyTransforms N4BiasFieldCorrection bet flirt fnirt fslmaths fslroi pdftotext pdftoppm pdfinfo pdfunite pdfseparate qpdf ps2pdf gs tesseract exiftool rsvg-convert h5dump glpsol cbc sqlite3'.split(
    ' ',
  ),
);

const address = /:\/\//;
/** CRAM is decoded by a reference, which htslib asks the European Nucleotide Archive for where no option names it. */
const addressOrCram = /:\/\/|cram/i;

/** Programs of that kind that read an address too where one of their words is or holds one -> what such a word has. */
export const localUnlessTold: ReadonlyMap<string, RegExp> = new Map([
  ...'ffmpeg ffprobe convert mogrify identify montage magick sox'.split(' ').map((name) => [name, address] as const),
  ...'samtools bcftools tabix bgzip htsfile'.split(' ').map((name) => [name, addressOrCram] as const),
]);
