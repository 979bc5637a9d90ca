/** A call that writes a file or folder, and which of its arguments says where. */
export interface Writing {
  readonly at?: number;
  readonly names: readonly string[];
  /** It writes only where this argument is a mode that writes (`w`, `a`, `x`, `+`). */
  readonly mode?: { readonly at?: number; readonly names: readonly string[] };
  /** It writes only where the argument looks like this. */
  readonly form?: RegExp;
  /** It is a method of the path itself. */
  readonly receiver?: true;
}

function calls(at: number | undefined, names: string, of: string): readonly (readonly [string, Writing])[] {
  const writing: Writing = { names: names.split(' '), ...(at === undefined ? {} : { at }) };
  return of
    .trim()
    .split(/\s+/)
    .map((name) => [name, writing] as const);
}

function opening(at: number, of: string): readonly (readonly [string, Writing])[] {
  const mode = { at: at + 1, names: ['mode'] };
  return of
    .trim()
    .split(/\s+/)
    .map((name) => [name, { at, names: ['file', 'name', 'filename', 'store'], mode }] as const);
}

function ofPath(of: string, mode?: Writing['mode']): readonly (readonly [string, Writing])[] {
  return of
    .trim()
    .split(/\s+/)
    .map((name) => [name, { names: [], receiver: true, ...(mode === undefined ? {} : { mode }) }] as const);
}

const python = [
  ...opening(
    0,
    'open io.open codecs.open gzip.open bz2.open lzma.open h5py.File zarr.open zarr.open_group zipfile.ZipFile tarfile.open netCDF4.Dataset pandas.HDFStore',
  ),
  ...ofPath('*.open', { at: 0, names: ['mode'] }),
  ...ofPath('*.write_text *.write_bytes *.mkdir *.touch'),
  ...calls(
    0,
    'path_or_buf path buf excel_writer fname filename',
    '*.to_csv *.to_parquet *.to_excel *.to_json *.to_feather *.to_pickle *.to_hdf *.to_stata *.to_html *.to_latex *.to_netcdf *.to_zarr *.to_file',
  ),
  ...calls(
    0,
    'file path target',
    '*.write_csv *.write_parquet *.write_json *.write_excel *.write_ipc *.sink_csv *.sink_parquet *.write_html *.write_image *.write_h5ad *.write_zarr *.write_loom',
  ),
  ...calls(
    undefined,
    'dir',
    'tempfile.mkdtemp tempfile.mkstemp tempfile.TemporaryDirectory tempfile.NamedTemporaryFile tempfile.TemporaryFile',
  ),
  [
    '*.write',
    {
      at: 0,
      names: ['filename', 'path'],
      form: /^[^\s]+\.(?:h5ad|h5mu|loom|zarr|h5|hdf5|nc|fits|parquet|png|jpe?g|tiff?|csv|tsv|json|xml|nii|gz|docx|xlsx)$/,
    },
  ] as const,
  ...calls(0, 'filename adata', '*.write_h5mu scanpy.write anndata.AnnData().write ?.write_h5ad'),
  ...calls(0, 'fname', '*.savefig'),
  ...calls(0, 'file fname', 'numpy.save numpy.savez numpy.savez_compressed numpy.savetxt'),
  ...calls(1, 'f filename', 'torch.save joblib.dump nibabel.save *.WriteImage itk.imwrite safetensors.torch.save_file'),
  ...calls(0, 'save_directory', '*.save_pretrained *.push_to_folder'),
  ...calls(
    0,
    'fname filepath path fp',
    '*.save_model *.save_weights *.save *.save_to_disk *.imsave *.to_disk *.export',
  ),
  ...calls(
    0,
    'filename uri fname',
    '*.imwrite skimage.io.imsave imageio.imwrite imageio.imsave imageio.v2.imwrite imageio.v3.imwrite imageio.mimsave tifffile.imwrite tifffile.imsave scipy.io.savemat scipy.io.wavfile.write soundfile.write',
  ),
  ...calls(0, 'name path', 'os.makedirs os.mkdir'),
  ...calls(1, 'dst', 'shutil.copy shutil.copy2 shutil.copyfile shutil.copytree shutil.move os.rename os.replace'),
  ...calls(0, 'path', '*.ExcelWriter xlsxwriter.Workbook'),
  ...calls(0, 'location', 'joblib.Memory joblib.memory.Memory'),
  ...calls(0, 'directory path', 'diskcache.Cache diskcache.FanoutCache tinydb.TinyDB'),
  // A database of /safe_data is opened to be read.
  ['sqlite3.connect', { at: 0, names: ['database'], form: /^(?!\/safe_data\/|file:|:)./ }] as const,
  ...calls(
    0,
    'filename',
    '*.FileHandler logging.handlers.RotatingFileHandler logging.handlers.TimedRotatingFileHandler',
  ),
  ...calls(undefined, 'filename', 'logging.basicConfig'),
  ...calls(0, 'sink', 'loguru.logger.add'),
  ...calls(0, 'log_dir', 'torch.utils.tensorboard.SummaryWriter tensorboardX.SummaryWriter'),
  ...calls(
    0,
    'filepath',
    'tensorflow.keras.callbacks.ModelCheckpoint keras.callbacks.ModelCheckpoint tensorflow.keras.callbacks.CSVLogger keras.callbacks.CSVLogger',
  ),
  ...calls(0, 'output_dir', 'transformers.TrainingArguments transformers.Seq2SeqTrainingArguments'),
  ...calls(0, 'buf path_or_buffer path', '*.to_markdown *.to_xml *.to_orc'),
  ...calls(0, 'fid', '*.tofile'),
  ...calls(1, 'file', 'plotly.io.write_html plotly.io.write_image plotly.io.write_json'),
  ...calls(1, 'filename', 'dataframe_image.export pydicom.dcmwrite'),
  ...calls(0, 'filename', 'pydicom.dcmread().save_as nrrd.write cv2.VideoWriter *.write_videofile shelve.open'),
  ...calls(undefined, 'filename', 'plotly.offline.plot'),
  ...calls(
    1,
    'path handle',
    'networkx.write_gexf networkx.write_graphml networkx.write_gml networkx.write_edgelist networkx.write_adjlist Bio.SeqIO.write Bio.AlignIO.write Bio.Phylo.write',
  ),
  ...calls(0, 'base_name', 'shutil.make_archive'),
];

const r = [
  ...calls(
    1,
    'file path',
    'write.csv write.csv2 write.table write_csv write_csv2 write_tsv write_delim write_rds write_excel_csv fwrite saveRDS write_json write.xlsx write_xlsx write_dta write_sav write_sas write_xpt saveWorkbook qsave export saveWidget write_fst write.fst write_h5ad',
  ),
  ...calls(1, 'sink path', 'write_parquet write_feather write_dataset'),
  ...calls(1, 'dsn filename', 'st_write writeRaster writeVector writeOGR write_sf'),
  ...calls(
    1,
    'filename file path filepath',
    'gtsave save_kable tmap_save mapshot write_lines write_file vroom_write write_ods write.dta write.arff write.nexus write.tree writeXStringSet write.fasta writeNIfTI writeNifti write.nifti SaveH5Seurat SaveSeuratRds writeMat write_yaml save_image saveNetwork visSave',
  ),
  ...calls(undefined, 'out', 'stargazer'),
  ...calls(undefined, 'file', 'tab_model capture.output htmlreg wordreg texreg export_summs'),
  ...calls(undefined, 'path', 'save_as_docx save_as_html save_as_pptx save_as_image'),
  ...calls(undefined, 'target', 'print'),
  ...calls(0, 'zipfile', 'zip'),
  ...['modelsummary', 'datasummary', 'datasummary_skim', 'datasummary_balance'].map(
    // `output = "latex"` is a format.
    (name) => [name, { names: ['output'], form: /\.\w{2,5}$/ }] as const,
  ),
  ...calls(1, 'con', 'writeLines writeBin'),
  // log4r, futile.logger, logger and lgr.
  ...calls(0, 'file', 'file_appender rolling_file_appender appender.file appender.tee appender_file appender_tee'),
  ...calls(0, 'file', 'AppenderFile$new AppenderJson$new AppenderFileRotating$new'),
  // DeGAUSS' own, which writes beside what it is given.
  ...calls(2, 'filename', 'write_geomarker_file'),
  ...calls(1, 'to', 'file.copy file.rename'),
  ['dbConnect', { at: 1, names: ['dbname', 'dbdir'], form: /^(?!\/safe_data\/).+\.(?:db|sqlite3?|duckdb)$/ }] as const,
  ...calls(
    0,
    'file filename path',
    'ggsave save.image sink pdf png jpeg svg tiff bmp cairo_pdf cairo_ps postscript svglite agg_png agg_tiff agg_jpeg CairoPNG CairoPDF CairoSVG save_plot anim_save dir.create file.create dir_create file_create',
  ),
  ...calls(undefined, 'file', 'save cat dput dump'),
  ...calls(undefined, 'output_dir output_file', 'render'),
  ...calls(0, 'description', 'gzfile bzfile').map(
    ([name, writing]) => [name, { ...writing, mode: { at: 1, names: ['open'] } }] as const,
  ),
  ['file', { at: 0, names: ['description'], mode: { at: 1, names: ['open'] } }] as const,
];

const julia = [
  ...calls(
    0,
    'file',
    'CSV.write XLSX.writetable JLD2.save JLD2.jldsave jldsave FileIO.save save serialize writedlm DelimitedFiles.writedlm mkpath mkdir touch Arrow.write Parquet.write_parquet JSON.write Serialization.serialize',
  ),
  ['write', { at: 0, names: [], form: /^[^\s]+\.\w{1,8}$/ }] as const,
  ...calls(0, 'filename', 'savefig Plots.savefig'),
  ...calls(1, 'path', 'download Downloads.download'),
  ...opening(0, 'h5open').map((each) => each),
  ['open', { at: 0, names: [], mode: { at: 1, names: [] } }] as const,
];

/** Calls that write, by language and qualified name; `*.x` is a method of anything. */
export const writingCalls: Readonly<Record<string, ReadonlyMap<string, Writing> | undefined>> = {
  python: new Map<string, Writing>(python),
  r: new Map<string, Writing>(r),
  julia: new Map<string, Writing>(julia),
};
