import EmotionCorpora
import Foundation
import Testing

@Suite("Emotion words")
struct EmotionWordTests {
  @Test(
    "synonyms come to one word",
    arguments: [
      ("Anger", "angry"), ("ANG", "angry"), ("dislike", "disgust"), ("Fear", "fearful"),
      ("happiness", "happy"),
      ("SADNESS", "sad"), ("ps", "surprised"), ("Pleasant_surprise", "surprised"),
      ("pleasant-surprised", "surprised"), ("Neutral", "neutral"), ("calm", "calm"), ("bored", "boredom"),
      ("boredem", "boredom"),
    ])
  func synonyms(word: String, canonical: String) {
    #expect(EmotionWord.normalised(word) == canonical)
    #expect(EmotionWord.canonical.contains(canonical))
  }

  @Test("other words are left alone")
  func others() {
    #expect(EmotionWord.normalised("excited") == nil)
    #expect(EmotionWord.normalised("") == nil)
    #expect(EmotionWord.parsed("male") == nil)
    #expect(EmotionWord.parsed("male_excited") == nil)
  }

  @Test("the default labels are understood, voice and all")
  func seedLabels() throws {
    for label in LabelScheme.seed.labels {
      let parsed = try #require(EmotionWord.parsed(label))
      let utterance = Utterance(
        id: "a", url: URL(fileURLWithPath: "/a.wav"), corpus: "c", gender: parsed.gender,
        emotion: parsed.emotion)
      #expect(LabelScheme.seed.label(for: utterance) == label)
    }
    #expect(EmotionWord.parsed("fear-female")?.gender == .female)
    #expect(EmotionWord.parsed("Female Pleasant Surprise")?.emotion == "surprised")
    #expect(EmotionWord.parsed("happy")?.gender == .unknown)
  }
}
