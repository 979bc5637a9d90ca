/**
 * Packages of Python that conda-forge has under another name than PyPI: pip's name -> conda's. By the mapping that conda-forge's bot makes of all that it
 * builds (grayskull_pypi_mapping.json in PyPI's conda-pypi 0.13.1, read 2026-11-29), for packages that stand in a table here or are common.
 */
export const condaNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    annoy: 'python-annoy',
    blosc: 'python-blosc',
    build: 'python-build',
    docker: 'docker-py',
    flatbuffers: 'python-flatbuffers',
    graphviz: 'python-graphviz',
    igraph: 'python-igraph',
    msgpack: 'msgpack-python',
    neo4j: 'neo4j-python-driver',
    'opencv-python': 'opencv',
    'opencv-python-headless': 'opencv',
    'psycopg2-binary': 'psycopg2',
    pyqt5: 'pyqt',
    ray: 'ray-core',
    redis: 'redis-py',
    tables: 'pytables',
    torch: 'pytorch',
    'torch-geometric': 'pytorch_geometric',
    tzdata: 'python-tzdata',
    wget: 'python-wget',
    xxhash: 'python-xxhash',
  }),
);

/** Those of them that conda-forge has nothing of; what the others name there is something else, such as a library of C. */
export const absentFromConda: ReadonlySet<string> = new Set([
  'opencv-python',
  'opencv-python-headless',
  'psycopg2-binary',
  'torch',
]);
