import streamlit as st
from sentence_transformers import SentenceTransformer


@st.cache_resource
def encoder():
    return SentenceTransformer("BAAI/bge-small-en-v1.5")


st.write(encoder().encode("x"))
