print(open('/scratch/hp.obo').read(10))
