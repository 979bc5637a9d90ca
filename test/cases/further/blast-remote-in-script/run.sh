#!/bin/bash
blastn -query /safe_data/reads.fa -db nt -remote -outfmt 6 -out /safe_outputs/hits.tsv
