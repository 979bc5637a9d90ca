const ofMaps = ['libgdal-dev', 'libgeos-dev', 'libproj-dev'];

/**
 * Packages of R -> packages of Debian and Ubuntu without which they are not built, or not loaded, and which a plain image of R has not. By what Debian's own
 * packages of them depend on (`apt-cache depends r-cran-sf`, bookworm), or by what their pages on CRAN name as requirements of the system (odbc, RPostgres, RMariaDB,
 * topicmodels); only those whose libraries nothing else in an image of R brings.
 */
export const rSystemLibraries: ReadonlyMap<string, readonly string[]> = new Map([
  ['Cairo', ['libcairo2-dev']],
  ['RMariaDB', ['libmariadb-dev']],
  ['RMySQL', ['libmariadb-dev']],
  ['RPostgres', ['libpq-dev']],
  ['RPostgreSQL', ['libpq-dev']],
  ['Rmpfr', ['libgmp-dev', 'libmpfr-dev']],
  ['RNetCDF', ['libnetcdf-dev', 'libudunits2-dev']],
  ['V8', ['libnode-dev']],
  ['gert', ['libgit2-dev']],
  ['gsl', ['libgsl-dev']],
  ['hdf5r', ['libhdf5-dev']],
  ['lwgeom', [...ofMaps, 'libudunits2-dev']],
  ['magick', ['libmagick++-dev']],
  ['ncdf4', ['libnetcdf-dev']],
  ['odbc', ['unixodbc-dev']],
  ['pdftools', ['libpoppler-cpp-dev']],
  ['rJava', ['default-jdk']],
  ['redland', ['librdf0-dev']],
  ['rgl', ['libgl1-mesa-dev', 'libglu1-mesa-dev']],
  ['rjags', ['jags']],
  ['sf', [...ofMaps, 'libudunits2-dev']],
  ['sodium', ['libsodium-dev']],
  ['stars', [...ofMaps, 'libudunits2-dev']],
  ['terra', ofMaps],
  ['topicmodels', ['libgsl-dev']],
  ['units', ['libudunits2-dev']],
]);
