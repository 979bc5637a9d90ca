/**
 * Programs that research calls by name and that no plain image of a language or a distribution has -> the packages of Debian and Ubuntu, any one of which brings
 * them (`Contents` of Debian bookworm, main; `convert` and its kin are links that alternatives make, so they stand there under other names). None: Debian has no
 * package whose program is called so; its `plink` is another program.
 */
export const systemPrograms: ReadonlyMap<string, readonly string[]> = new Map([
  ...brings('graphviz', 'dot neato fdp sfdp twopi circo'),
  ...brings('imagemagick', 'convert mogrify identify montage'),
  ...brings('ffmpeg', 'ffmpeg ffprobe'),
  ...brings('ghostscript', 'gs ps2pdf'),
  ...brings('poppler-utils', 'pdftotext pdftoppm pdfinfo pdfunite pdfseparate'),
  ...brings('tesseract-ocr', 'tesseract'),
  ...brings('libimage-exiftool-perl', 'exiftool'),
  ...brings('librsvg2-bin', 'rsvg-convert'),
  ...brings('libreoffice', 'soffice libreoffice'),
  ...brings('gnuplot-nox', 'gnuplot'),
  ...brings('texlive-latex-base', 'pdflatex lualatex'),
  ...brings('texlive-xetex', 'xelatex'),
  ...brings('ncbi-blast+', 'blastn blastp blastx tblastn makeblastdb'),
  ...brings('hmmer', 'hmmsearch hmmscan'),
  ...brings('tabix', 'tabix bgzip'),
  ...brings('bowtie2', 'bowtie2 bowtie2-build'),
  ...brings('rna-star', 'STAR'),
  ...brings('raxml', 'raxmlHPC'),
  ...brings('iqtree', 'iqtree2'),
  ...brings('spades', 'spades.py'),
  ...brings('dcmtk', 'dcmdump dcmodify dcmconv dcmdjpeg'),
  ...brings('libgdcm-tools', 'gdcmconv gdcmdump'),
  ...brings('mrtrix3', 'mrconvert'),
  ...brings('gdal-bin', 'gdalinfo gdal_translate gdalwarp ogr2ogr'),
  ...brings('netcdf-bin', 'ncdump nccopy'),
  ...brings('hdf5-tools', 'h5dump'),
  ...brings('nco', 'ncks'),
  ...brings('glpk-utils', 'glpsol'),
  ...brings('coinor-cbc', 'cbc'),
  ...brings('xvfb', 'Xvfb xvfb-run'),
  ...brings('postgresql-client', 'psql pg_dump'),
  ...brings('default-mysql-client', 'mysql mysqldump'),
  ...'bcftools bedtools bwa cdo clustalo cutadapt dcm2niix dot2tex fastp fastqc fasttree git hisat2 inkscape jellyfish kallisto kraken2 latexmk mafft mash megahit minimap2 muscle pandoc plink1.9 plink2 prodigal prokka qpdf salmon samtools seqtk snakemake sox sqlite3 vcftools wkhtmltopdf'
    .split(' ')
    .flatMap((name) => brings(name, name)),
  ...'antsRegistration bet flirt fslmaths gatk nextflow picard plink recon-all'
    .split(' ')
    .map((name): [string, readonly string[]] => [name, []]),
]);

function brings(name: string, programs: string): readonly [string, readonly string[]][] {
  return programs.split(' ').map((program) => [program, [name]]);
}
