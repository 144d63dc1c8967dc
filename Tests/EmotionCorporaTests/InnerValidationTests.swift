import EmotionCorpora
import Testing

@Suite("Inner validation")
struct InnerValidationTests {
  /// 12 actors of x (odd: men), two women of y, four clips each.
  let people: [Utterance] = {
    var speakers: [String] = []
    var genders: [Gender] = []
    for actor in 1...12 {
      speakers += Array(repeating: "x/\(actor)", count: 4)
      genders += Array(repeating: actor % 2 == 1 ? .male : .female, count: 4)
    }
    for woman in ["OAF", "YAF"] {
      speakers += Array(repeating: "y/\(woman)", count: 4)
      genders += Array(repeating: .female, count: 4)
    }
    return utterances(speakers: speakers, genders: genders)
  }()

  @Test("takes whole speakers, as many women as men, never from a corpus of two")
  func balanced() {
    for seed in 0..<20 as Range<UInt64> {
      let inner = InnerValidation(
        of: people, trainingIndices: Array(people.indices), size: .speakersPerCorpus(4), seed: seed)
      #expect(inner.isSpeakerIndependent)
      #expect(inner.speakers.count == 4)
      #expect(inner.speakers.allSatisfy { $0.hasPrefix("x/") })
      #expect(inner.validationIndices.count { people[$0].gender == .male } == 8)
      #expect(inner.validationIndices.count == 16)
      let learnt = Set(inner.trainingIndices.map { people[$0].qualifiedSpeaker })
      #expect(learnt.isDisjoint(with: inner.speakers))
      #expect(inner.trainingIndices.count + inner.validationIndices.count == people.count)
    }
  }

  @Test("the same seed takes the same speakers, with or without another corpus beside")
  func seeded() {
    func speakers(_ seed: UInt64, _ indices: [Int]) -> [String] {
      InnerValidation(of: people, trainingIndices: indices, size: .fraction(0.25), seed: seed).speakers
    }
    let all = Array(people.indices)
    #expect(speakers(5, all) == speakers(5, all))
    #expect(speakers(5, all) == speakers(5, Array(0..<48)))
    #expect(Set((0..<10 as Range<UInt64>).map { speakers($0, all) }).count > 1)
    #expect(speakers(5, all).count == 3)
  }

  @Test("only training utterances are divided, and some are always left to learn from")
  func inside() {
    let fold = Fold(name: "f", trainingIndices: Array(0..<12), testIndices: Array(12..<56))
    let inner = fold.innerValidation(of: people, size: .speakersPerCorpus(9), seed: 1)
    #expect(inner.speakers.count == 2)
    #expect((inner.trainingIndices + inner.validationIndices).sorted() == fold.trainingIndices)
  }

  @Test("where no speaker can be spared, clips of each class are taken and it is said")
  func clips() {
    let inner = InnerValidation(
      of: people, trainingIndices: Array(48..<56), size: .fraction(0.25), seed: 1)
    #expect(!inner.isSpeakerIndependent)
    #expect(inner.validationIndices.count == 2)
    #expect(Set(inner.validationIndices.map { people[$0].emotion }) == ["happy", "sad"])
  }
}
