import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'biopython',
  title: 'Biopython',
  language: 'python',
  imports: ['Bio'],
  packages: { pypi: ['biopython'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: ['Bio.Blast.NCBIWWW.qblast', 'Bio.Blast.qblast'],
      does: 'sends sequences to NCBI',
    },
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'Bio.Entrez.esearch',
        'Bio.Entrez.espell',
        'Bio.Entrez.egquery',
        'Bio.Entrez.ecitmatch',
        'Bio.Entrez.epost',
      ],
      does: 'sends the terms that it asks for to NCBI',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'Bio.Entrez.efetch',
        'Bio.Entrez.esearch',
        'Bio.Entrez.esummary',
        'Bio.Entrez.elink',
        'Bio.Entrez.epost',
        'Bio.Entrez.einfo',
        'Bio.Entrez.egquery',
        'Bio.ExPASy.*',
        'Bio.TogoWS.*',
        'Bio.KEGG.REST.*',
        'Bio.UniProt.*',
        'Bio.PDB.PDBList',
        'Bio.PDB.alphafold_db.*',
      ],
      does: 'asks a web service',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['Bio.Entrez.read', 'Bio.Entrez.parse'],
      does: 'fetches a DTD that is not in the package, even for a local file',
      reported: true,
    },
  ],
  hosts: ['ncbi.nlm.nih.gov'],
  stage: {
    outside: 'efetch(...) and write the sequences to a file',
    inside: 'SeqIO.parse("/safe_data/x.fasta", "fasta"), PDBParser().get_structure("x", "/safe_data/x.pdb")',
  },
  examples: {
    asks: 'from Bio.Blast import NCBIWWW\nr = NCBIWWW.qblast("blastn", "nt", sequence)',
    local: 'from Bio import SeqIO\ns = list(SeqIO.parse("/safe_data/x.fasta", "fasta"))',
  },
  seen: {
    version: 'biopython 1.88',
    date: '2026-11-26',
    how: 'run',
    where: 'Entrez/Parser.py:328-347,573,1022-1062,1147; PDB/PDBList.py:141-210',
  },
});
