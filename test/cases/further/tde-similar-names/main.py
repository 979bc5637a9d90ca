print(open("/safe_data_dictionary/fields.txt").read())
