#!/usr/bin/env bash
set -euo pipefail

REF=/safe_data/reference/GRCh38.fa.gz

# kept for people who run this on their own cluster: source this file and call it by hand
fetch_reference() {
    wget -q -O "$REF" "https://ftp.ensembl.org/pub/release-112/fasta/homo_sapiens/dna/Homo_sapiens.GRCh38.dna.primary_assembly.fa.gz"
}

for fq in /safe_data/*.fq.gz; do
    bwa mem -t "${THREADS:-4}" "$REF" "$fq" | samtools sort -o "/safe_outputs/$(basename "$fq" .fq.gz).bam" -
done
