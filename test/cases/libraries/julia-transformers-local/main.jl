using Transformers
using Transformers.HuggingFace: load_model, load_tokenizer

name = "bert-base-uncased"
tok = load_tokenizer(name; local_files_only = true)
m = load_model(name; local_files_only = true)
println(m)
