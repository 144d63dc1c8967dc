import Foundation
import SpeechEmotion
import Testing

@Suite struct LabelSetTests {
  @Test("Labels split into emotion and gender")
  func parts() throws {
    let labels = try LabelSet(["male_calm", "male_happy", "female_calm", "female_happy"])
    #expect(labels.count == 4)
    #expect(labels.emotions == ["calm", "happy"])
    #expect(labels.genders == ["male", "female"])
    #expect(LabelSet.emotion(of: "female_calm") == "calm")
    #expect(LabelSet.gender(of: "female_calm") == "female")
    #expect(LabelSet.emotion(of: "angry") == "angry")
    #expect(LabelSet.gender(of: "angry") == nil)
    #expect(LabelSet.gender(of: "male_") == nil)
    #expect(try LabelSet(["angry", "sad"]).genders.isEmpty)
    #expect(try LabelSet(["angry", "male_sad"]).genders.isEmpty)
  }

  @Test("Lists that no model can have are refused")
  func refusals() {
    #expect(throws: LabelSetError.empty) { try LabelSet([]) }
    #expect(throws: LabelSetError.duplicate("a")) { try LabelSet(["a", "b", "a"]) }
    #expect(throws: LabelSetError.unusableName("")) { try LabelSet(["a", ""]) }
    #expect(throws: LabelSetError.unusableName("a\u{1B}[31m")) { try LabelSet(["a\u{1B}[31m"]) }
    #expect(throws: LabelSetError.tooMany(found: 1_001, maximum: 1_000)) {
      try LabelSet((0...1_000).map(String.init))
    }
  }

  @Test("In JSON a label set is an array of names")
  func coding() throws {
    let labels = try LabelSet(["b", "a"])
    let json = try JSONEncoder().encode(labels)
    #expect(String(decoding: json, as: UTF8.self) == #"["b","a"]"#)
    #expect(try JSONDecoder().decode(LabelSet.self, from: json) == labels)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(LabelSet.self, from: Data(#"["a","a"]"#.utf8))
    }
  }
}
