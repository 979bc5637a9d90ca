from Bio import Entrez as ez, SeqIO

ez.email = "a.person@ed.ac.uk"
ids = ez.read(ez.esearch(db="nucleotide", term="BRCA1[gene] AND human[orgn]"))["IdList"]
with ez.efetch(db="nucleotide", id=ids[0], rettype="fasta", retmode="text") as h:
    rec = SeqIO.read(h, "fasta")
SeqIO.write(rec, "/safe_outputs/brca1.fasta", "fasta")
