import os

import gradio as gr

demo = gr.Interface(fn=len, inputs="text", outputs="number")
demo.launch(server_name="0.0.0.0", server_port=7860)
