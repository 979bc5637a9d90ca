import nltk

for name in ("stopwords", "punkt_tab"):
    nltk.download(name, download_dir="/opt/nltk_data")
