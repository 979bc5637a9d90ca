/**
 * Packages that are on Bioconductor and not on CRAN: those that people ask for most, also by their names alone. Nothing can be looked up here:
 * another one has to be written as `bioc::NAME`, which the build's log says when it does not find it on CRAN.
 */
export const bioconductorNames: ReadonlySet<string> = new Set(
  `affy AnnotationDbi AnnotationHub apeglm ballgown batchelor Biobase BiocGenerics BiocParallel BiocSingular biomaRt Biostrings BSgenome CATALYST celldex
  ChIPseeker chromVAR clusterProfiler ComplexHeatmap dada2 DelayedArray DESeq2 DEXSeq DiffBind DOSE DRIMSeq DropletUtils EBImage edgeR EnhancedVolcano enrichplot
  ensembldb ExperimentHub fgsea fishpond flowCore gdsfmt GenomeInfoDb GenomicAlignments GenomicFeatures GenomicRanges GEOquery glmGamPoi goseq GSEABase GSVA Gviz
  GWASTools HDF5Array IHW impute IRanges karyoploteR KEGGREST limma maftools MAST minfi mixOmics MOFA2 MultiAssayExperiment muscat oligo pathview pcaMethods
  phyloseq preprocessCore qvalue ReactomePA recount3 rhdf5 Rhtslib Rsamtools Rsubread rtracklayer RUVSeq S4Vectors scater scran scuttle SeqArray
  SingleCellExperiment SingleR slingshot SNPRelate SummarizedExperiment sva TCGAbiolinks TFBSTools topGO tximeta tximport VariantAnnotation vsn XVector
  zellkonverter`.split(/\s+/),
);

/** Annotation of organisms, genomes and transcripts, which is named alike. */
const annotation = /^(?:org\.\w+\.\w+\.db|(?:TxDb|BSgenome|EnsDb)\.\w[\w.]*)$/;

/** Whether a package is known to be Bioconductor's. */
export function isOfBioconductor(name: string): boolean {
  return bioconductorNames.has(name) || annotation.test(name);
}
