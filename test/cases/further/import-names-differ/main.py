import cv2
import yaml
from PIL import Image
from skimage import io
from dateutil import parser
from bs4 import BeautifulSoup
