#!/usr/bin/env bash
set -euo pipefail

REF=/scratch/GRCh38.fa.gz

fetch_reference() {
    local url="https://ftp.ensembl.org/pub/release-112/fasta/homo_sapiens/dna/Homo_sapiens.GRCh38.dna.primary_assembly.fa.gz"
    wget -q -O "$REF" "$url"
}

align() {
    bwa mem -t "${THREADS:-4}" "$REF" "$1" | samtools sort -o "/safe_outputs/$(basename "$1" .fq.gz).bam" -
}

[[ -s $REF ]] || fetch_reference
bwa index "$REF"
for fq in /safe_data/*.fq.gz; do
    align "$fq"
done
