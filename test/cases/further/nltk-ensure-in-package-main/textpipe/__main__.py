from .tokens import sentences

if __name__ == "__main__":
    print(len(sentences(open("/safe_data/notes.txt").read())))
