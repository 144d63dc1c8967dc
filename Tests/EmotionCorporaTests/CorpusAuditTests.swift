import EmotionCorpora
import Foundation
import SpeechAudio
import Synchronization
import Testing

@Suite("Corpus audit")
struct CorpusAuditTests {
  private func tone(_ seconds: Double, amplitude: Float = 0.3, hertz: Double = 220, rate: Int = 8000)
    -> Waveform
  {
    let samples = (0..<Int(seconds * Double(rate))).map {
      max(-1, min(1, amplitude * Float(sin(2 * .pi * hertz * Double($0) / Double(rate)))))
    }
    return Waveform(samples: samples, sampleRate: rate)
  }

  @Test("finds what is wrong, the gravest first, and counts the rest")
  func findings() throws {
    let folder = try TemporaryFolder([
      "v/happy/anna/good.wav", "v/happy/anna/quiet.wav", "v/sad/anna/twin.wav", "v/sad/ben/broken.wav",
      "v/sad/ben/short.wav", "v/sad/ben/loud.wav", "v/sad/ben/one.wav", "v/sad/ben/two.wav",
      "v/sad/nobody.wav",
    ])
    func write(_ waveform: Waveform, _ path: String) throws { try waveform.write(to: folder.file(path)) }
    try write(tone(1), "v/happy/anna/good.wav")
    try write(tone(1, amplitude: 0.0001), "v/happy/anna/quiet.wav")
    try write(tone(1), "v/sad/anna/twin.wav")
    try folder.write("this is no audio, whatever its name", to: "v/sad/ben/broken.wav")
    try write(tone(0.1), "v/sad/ben/short.wav")
    try write(tone(1, amplitude: 3, hertz: 300), "v/sad/ben/loud.wav")
    try write(tone(1, hertz: 330, rate: 16_000), "v/sad/ben/one.wav")
    try write(tone(1, hertz: 330, rate: 16_000), "v/sad/ben/two.wav")
    try write(tone(2, hertz: 440), "v/sad/nobody.wav")

    let seen = Mutex<[Int]>([])
    let audit = CorpusAudit(of: try CorpusReader.listing(at: folder.url)) { done, total in
      seen.withLock { $0.append(done * 100 + total) }
    }
    #expect(seen.withLock { $0 } == (1...9).map { $0 * 100 + 9 })
    #expect(
      audit.findings.map(\.kind) == [
        .unreadable, .sameAudioDifferentLabels, .silent, .tooShort, .sameAudio, .unknownSpeakers, .clipped,
      ])
    #expect(audit.findings[0].description.contains("broken.wav"))
    #expect(
      audit.findings[1]
        == .sameAudioDifferentLabels(
          paths: [folder.file("v/happy/anna/good.wav").path, folder.file("v/sad/anna/twin.wav").path],
          labels: ["happy", "sad"]))
    #expect(audit.findings[2].paths == [folder.file("v/happy/anna/quiet.wav").path])
    #expect(audit.findings[6].paths == [folder.file("v/sad/ben/loud.wav").path])

    let summary = try #require(audit.corpora.first)
    #expect(audit.corpora.count == 1 && summary.corpus == "v")
    #expect(audit.clips == 9 && summary.speakers == 2 && summary.speakersOfUnknownGender == 2)
    #expect(abs(summary.seconds - 8.1) < 1e-9)
    #expect(summary.sampleRates == [8000: 6, 16_000: 2])
    #expect(summary.classes == ["happy": 2, "sad": 7])
    #expect(audit.classes == ["happy", "sad"])
    #expect(audit.speakers.map(\.speaker) == ["v/anna", "v/ben", "v/unknown"])
    #expect(audit.speakers.map(\.clips) == [[2, 1], [0, 5], [0, 1]])
    #expect(audit.fingerprints.count { $0 == nil } == 1)
  }

  @Test("the table follows a label scheme, with what it leaves out in a column of its own")
  func scheme() throws {
    let folder = try TemporaryFolder(["03a01Wa.wav", "08a01La.wav"])
    let audit = CorpusAudit(of: try CorpusReader.listing(at: folder.url), scheme: .six)
    #expect(audit.classes == LabelScheme.six.labels + [CorpusAudit.leftOut])
    #expect(audit.speakers.map { $0.clips.firstIndex(of: 1) } == [3, 6])
  }
}
