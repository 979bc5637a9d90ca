from doctr.io import DocumentFile
from doctr.models import ocr_predictor

predict = ocr_predictor(det_arch="db_resnet50", reco_arch="crnn_vgg16_bn", pretrained=True)
result = predict(DocumentFile.from_images("/safe_data/a.png"))
