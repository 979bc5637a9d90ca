/** Interpreters, whose words are the arguments of a program of the project. */
export const interpreters = /^(?:python[\d.]*|Rscript|julia|bash|sh|torchrun|accelerate|streamlit)$/;
