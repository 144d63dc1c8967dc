import EmotionCorpora
import Foundation
import Testing

@Suite("Label schemes")
struct LabelSchemeTests {
  private func utterance(_ emotion: String, _ gender: Gender = .female, label: String? = nil) -> Utterance {
    Utterance(
      id: "x", url: URL(fileURLWithPath: "/x.wav"), corpus: "c", speaker: "s", gender: gender,
      emotion: emotion, label: label)
  }

  @Test("the twelve labels and their order never change: models depend on it")
  func seedOrder() {
    #expect(
      LabelScheme.seed.labels == [
        "male_calm", "male_happy", "male_sad", "male_dislike", "male_fearful", "male_surprised",
        "female_calm",
        "female_happy", "female_sad", "female_dislike", "female_fearful", "female_surprised",
      ])
  }

  @Test("seed merges neutral into calm and disgust into dislike, and leaves out boredom and unknown voices")
  func seed() {
    let scheme = LabelScheme.seed
    #expect(scheme.label(for: utterance("neutral")) == "female_calm")
    #expect(scheme.label(for: utterance("calm", .male)) == "male_calm")
    #expect(scheme.label(for: utterance("angry")) == "female_dislike")
    #expect(scheme.label(for: utterance("disgust")) == "female_dislike")
    #expect(scheme.label(for: utterance("boredom")) == nil)
    #expect(scheme.label(for: utterance("happy", .unknown)) == nil)
    #expect(scheme.label(for: utterance("excited")) == nil)
    #expect(scheme.classIndex(for: utterance("calm")) == 6)
    #expect(LabelScheme.six.label(for: utterance("disgust", .unknown)) == "dislike")
  }

  @Test("every other scheme is a sum of the full one, and a class goes to one place")
  func full() {
    let full = LabelScheme.full
    #expect(full.labels.count == 18 && full.labels.first == "male_neutral")
    #expect(full.label(for: utterance("boredom", .male)) == "male_boredom")
    #expect(full.label(for: utterance("happy", .unknown)) == nil)
    for scheme in LabelScheme.all {
      let sources = scheme.sources(among: full.labels)
      #expect(sources.allSatisfy { !$0.isEmpty }, "\(scheme.name)")
      #expect(Set(sources.joined()).count == sources.joined().count)
    }
    let seed = LabelScheme.seed.sources(among: full.labels)
    #expect(seed[0].map { full.labels[$0] } == ["male_neutral", "male_calm"])
    #expect(seed[9].map { full.labels[$0] } == ["female_angry", "female_disgust"])
    #expect(LabelScheme.emodb7.sources(among: LabelScheme.six.labels)[1].isEmpty)
  }

  @Test("the corpora's own schemes keep emotions apart")
  func corpora() {
    #expect(LabelScheme.ravdess8.classIndex(for: utterance("surprised")) == 7)
    #expect(LabelScheme.ravdess8.label(for: utterance("boredom")) == nil)
    #expect(LabelScheme.cremad6.label(for: utterance("calm")) == nil)
    #expect(LabelScheme.emodb7.label(for: utterance("boredom")) == "boredom")
    #expect(LabelScheme.cremad6.labels == ["angry", "disgust", "fearful", "happy", "neutral", "sad"])
  }

  @Test("custom takes labels as found, by name or by emotion")
  func custom() {
    let found = LabelScheme.custom(of: [
      utterance("excited"), utterance("happy", label: "Joy"), utterance("excited"),
    ])
    #expect(found.labels == ["Joy", "excited"])
    #expect(found.label(for: utterance("happy", label: "Joy")) == "Joy")
    #expect(LabelScheme.custom(["sad", "happy", "sad"]).labels == ["sad", "happy"])
    #expect(LabelScheme.custom(["sad", "happy"]).label(for: utterance("happy", label: "Joy")) == "happy")
    #expect(LabelScheme(named: "custom") == nil)
    for scheme in LabelScheme.all { #expect(LabelScheme(named: scheme.name) == scheme) }
  }
}
