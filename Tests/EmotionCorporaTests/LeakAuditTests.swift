import EmotionCorpora
import SpeechAudio
import Testing

@Suite("Leak audit")
struct LeakAuditTests {
  private func sound(_ value: Float) -> AudioFingerprint {
    AudioFingerprint(of: Waveform(samples: [value, 0, -value], sampleRate: 16_000))
  }

  @Test("a clean split may be called speaker-independent")
  func clean() {
    let people = utterances(
      speakers: ["a/1", "a/2", "a/3"],
      sentences: ["Kids are talking", "Dogs are sitting", "Kids are talking"])
    let audit = LeakAudit(
      of: people, trainingIndices: [0, 1], testIndices: [2],
      fingerprints: [sound(0.1), sound(0.2), sound(0.3)])
    #expect(audit.isSpeakerIndependent)
    #expect(audit.sharedAudio == [])
    #expect(audit.sharedSentences == ["a: Kids are talking"])
    #expect(audit.findings.first?.hasPrefix("Speaker-independent") == true)
    #expect(audit.findings.last?.contains("1 of 1") == true)
  }

  @Test("shared speakers, unknown speakers and the same audio each rule it out")
  func leaks() {
    let shared = utterances(speakers: ["a/1", "a/2", "b/1", "a/1"])
    let speakers = LeakAudit(of: shared, trainingIndices: [0, 1], testIndices: [2, 3])
    #expect(!speakers.isSpeakerIndependent)
    #expect(speakers.sharedSpeakers == ["a/1"])
    #expect(speakers.sharedAudio == nil)
    #expect(speakers.findings.contains("Speakers on both sides: a/1."))

    let unknown = utterances(speakers: ["a/1", "a/unknown", "a/unknown"])
    let audit = LeakAudit(of: unknown, trainingIndices: [0, 1], testIndices: [2])
    #expect(!audit.isSpeakerIndependent)
    #expect(audit.sharedSpeakers.isEmpty && audit.clipsOfUnknownSpeakers == 2)

    let people = utterances(speakers: ["a/1", "a/2"])
    let audio = LeakAudit(
      of: people, trainingIndices: [0], testIndices: [1], fingerprints: [sound(0.1), sound(0.1)])
    #expect(!audio.isSpeakerIndependent)
    #expect(audio.sharedAudio == [.init(training: ["a/clip0"], test: ["a/clip1"])])
  }
}
