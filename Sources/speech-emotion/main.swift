print("speech-emotion")
