import EmotionCorpora
import Foundation
import Testing

@Suite("Corpora by their file names")
struct NamedCorporaTests {
  private func only(_ file: String) throws -> Utterance {
    let folder = try TemporaryFolder([file])
    let utterances = try CorpusReader.utterances(at: folder.url)
    #expect(utterances.count == 1)
    return try #require(utterances.first)
  }

  @Test("RAVDESS, in WAV or FLAC")
  func ravdess() throws {
    for name in ["Actor_07/03-01-06-01-02-01-07.wav", "anything/03-01-06-01-02-01-07.FLAC"] {
      let clip = try only(name)
      #expect(clip.id == "ravdess/03-01-06-01-02-01-07")
      #expect(clip.qualifiedSpeaker == "ravdess/07")
      #expect(clip.gender == .male)
      #expect(clip.emotion == "fearful" && clip.label == "fearful")
      #expect(clip.sentence == "Dogs are sitting by the door")
    }
    #expect(try only("03-01-01-01-01-01-24.wav").gender == .female)
  }

  @Test("RAVDESS's songs, films and second copies are set aside, with the reason")
  func ravdessExtras() throws {
    let folder = try TemporaryFolder([
      "Actor_01/03-01-05-01-01-01-01.wav", "Actor_01/03-02-05-01-01-01-01.wav",
      "Actor_01/01-01-05-01-01-01-01.mp4", "audio_speech_actors_01-24/Actor_01/03-01-05-01-01-01-01.wav",
      "Actor_01/._03-01-05-01-01-01-01.wav", "Actor_01/03-01-09-01-01-01-01.wav",
    ])
    let listing = try CorpusReader.listing(at: folder.url)
    #expect(listing.utterances.map(\.id) == ["ravdess/03-01-05-01-01-01-01"])
    #expect(listing.formats == [.ravdess])
    #expect(
      listing.setAside.map(\.reason) == [
        .film, .song, .sameName(as: folder.file("Actor_01/03-01-05-01-01-01-01.wav")), .unrecognisedName,
      ])
  }

  @Test("CREMA-D, with and without the tables beside it")
  func cremad() throws {
    let folder = try TemporaryFolder([
      "AudioWAV/1001_DFA_ANG_XX.wav", "AudioWAV/1002_IEO_HAP_HI.wav", "AudioWAV/1040_ITH_SAD_X.wav",
    ])
    let bare = try CorpusReader.utterances(at: folder.url)
    #expect(bare.map(\.emotion) == ["angry", "happy", "sad"])
    #expect(bare.map(\.gender) == [.male, .female, .male])
    #expect(bare[0].sentence == "Don't forget a jacket")
    #expect(bare[0].age == nil && bare[0].listenerVotes == nil)

    try folder.write(
      "\"ActorID\",\"Age\",\"Sex\"\n1001,51,\"Male\"\n1002,21,\"Female\"\n", to: "VideoDemographics.csv")
    try folder.write(
      """
      "","A","D","F","H","N","S","fileName","numResponses"
      "100001",8,1,0,0,1,0,"1001_DFA_ANG_XX",10
      "200001",0,0,0,0,9,0,"1001_DFA_ANG_XX",9
      """, to: "processedResults/tabulatedVotes.csv")
    // The tables are found from the corpus's root and from the folder of the audio alike.
    for root in [folder.url, folder.file("AudioWAV")] {
      let full = try CorpusReader.utterances(at: root)
      #expect(full[0].age == 51)
      #expect(full[0].listenerVotes == ["angry": 8, "disgust": 1, "neutral": 1])
      #expect(full[1].listenerVotes == nil)
    }
  }

  @Test(
    "TESS, its misspelt file included",
    arguments: [
      ("OAF_angry/OAF_back_angry.wav", "OAF", "angry", 64), ("YAF/YAF_voice_ps.opus", "YAF", "surprised", 26),
      ("YAF_pleasant_surprised/YAF_back_ps.wav", "YAF", "surprised", 26),
      ("OAF_neutral/OA_bite_neutral.wav", "OAF", "neutral", 64),
      ("OAF_Fear/OAF_back_fear.wav", "OAF", "fearful", 64),
    ])
  func tess(file: String, speaker: String, emotion: String, age: Int) throws {
    let clip = try only(file)
    #expect(clip.corpus == "tess" && clip.speaker == speaker && clip.gender == .female)
    #expect(clip.emotion == emotion && clip.age == age)
    #expect(clip.sentence?.hasPrefix("Say the word ") == true)
  }

  @Test(
    "SAVEE, flat or in folders",
    arguments: [
      ("DC_a01.wav", "DC", "angry"), ("AudioData/KL/sa15.wav", "KL", "sad"),
      ("JE/su03.wav", "JE", "surprised"),
      ("JK_n30.wav", "JK", "neutral"), ("JK/d02.flac", "JK", "disgust"), ("DC/f02.wav", "DC", "fearful"),
      ("DC_h02.wav", "DC", "happy"),
    ])
  func savee(file: String, speaker: String, emotion: String) throws {
    let clip = try only(file)
    #expect(clip.corpus == "savee" && clip.speaker == speaker && clip.gender == .male)
    #expect(clip.emotion == emotion)
  }

  @Test("EmoDB, boredom included")
  func emodb() throws {
    let clip = try only("wav/16b10Lb.wav")
    #expect(clip.qualifiedSpeaker == "emodb/16" && clip.gender == .female && clip.age == 31)
    #expect(clip.emotion == "boredom")
    #expect(clip.sentence == "Die wird auf dem Platz sein, wo wir sie immer hinlegen.")
    #expect(try only("03a01Wa.flac").emotion == "angry")
  }

  @Test("a folder that holds several corpora yields all of them, each in one piece")
  func several() throws {
    let folder = try TemporaryFolder([
      "b/03a01Wa.wav", "a/OAF_back_angry.wav", "a/1001_DFA_ANG_XX.wav", "c/OAF_back_sad.wav", "c/notes.txt",
    ])
    let listing = try CorpusReader.listing(at: folder.url)
    #expect(listing.utterances.map(\.corpus) == ["cremad", "tess", "tess", "emodb"])
    #expect(listing.setAside.isEmpty)
    #expect(try CorpusReader.utterances(at: folder.url, format: .emodb).map(\.corpus) == ["emodb"])
  }

  @Test("a link to a folder is followed, a circle of links only once")
  func links() throws {
    let elsewhere = try TemporaryFolder(["Actor_01/03-01-05-01-01-01-01.wav"])
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      at: folder.file("ravdess"), withDestinationURL: elsewhere.url)
    try FileManager.default.createSymbolicLink(
      at: elsewhere.file("back"), withDestinationURL: folder.url)
    #expect(try CorpusReader.utterances(at: folder.url).count == 1)
  }
}
