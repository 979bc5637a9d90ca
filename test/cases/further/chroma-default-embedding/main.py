import chromadb

client = chromadb.PersistentClient(path="/scratch/chroma")
notes = client.create_collection("notes")
notes.add(ids=["1"], documents=["chest pain"])
