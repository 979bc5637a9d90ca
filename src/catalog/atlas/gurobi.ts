import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'gurobi',
  title: 'Gurobi',
  language: 'python',
  imports: ['gurobipy'],
  packages: { pypi: ['gurobipy'], conda: ['gurobi'] },
  triggers: [],
  settings: [{ name: 'GRB_LICENSE_FILE', value: '/safe_data/gurobi.lic', kind: 'data', why: 'the licence file' }],
  stage: {
    outside: 'ask for a licence file that names neither a token server nor a web licence',
    inside: 'ENV GRB_LICENSE_FILE=/safe_data/gurobi.lic',
  },
  note: 'Without a licence small models are solved (2,000 variables, 2,000 constraints), so a test says nothing of the real one.',
  examples: { local: 'import gurobipy\nmodel = gurobipy.Model()' },
  seen: {
    version: 'gurobipy 13.0.3',
    date: '2026-11-26',
    how: 'run',
    where: 'optimize() without a network: solved without a file, "Failed to connect to token server" with TOKENSERVER',
  },
});
