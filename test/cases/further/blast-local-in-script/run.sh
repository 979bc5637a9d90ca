#!/bin/bash
# -remote is not possible here
blastn -query /safe_data/reads.fa -db /safe_data/db/nt -outfmt 6 -out /safe_outputs/hits.tsv
