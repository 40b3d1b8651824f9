/// The numbers of errors, for `ShimingError.code`. They are the same in every language and never change their meaning. 1 to 99: the call is
/// wrong; 100 to 199: the state forbids it; 200 to 299: cryptography; 900 and above: a defect of the library.
public enum ErrorCode: Int32, CaseIterable, Codable, Sendable {
    /// The line is not a call of the pipe protocol.
    case badCall = 1
    /// No such operation.
    case unknownOp = 2
    /// Another version of the pipe protocol.
    case unsupportedProtocol = 3
    /// Text that is not valid UTF-8.
    case invalidText = 4
    /// An argument is out of range or of no known kind.
    case invalidParameter = 5
    /// Configuration that does not fit its schema.
    case invalidConfig = 6
    /// A share of the quota that makes no sense.
    case invalidShare = 7
    /// A time outside 2020-2100.
    case badTime = 8
    /// An endpoint that is no plain http(s) URL.
    case invalidUrl = 9
    /// The official interface test has eight cases.
    case unknownCase = 10
    /// A nonce that is not 12 bytes.
    case invalidNonce = 11
    /// A secret key that is not 32 hex digits, or a server key of OmniSDK that is empty or badly copied.
    case invalidKey = 12
    /// A body that is not an encrypted envelope.
    case invalidBody = 13
    /// An `ai` the authority would refuse.
    case invalidAi = 14
    /// An `si` the authority would refuse.
    case invalidSi = 15
    /// A `di` the authority would refuse.
    case invalidDi = 16
    /// A `pi` that cannot be one.
    case invalidPi = 17
    /// A name the authority would refuse.
    case invalidName = 18
    /// An ID number the authority would refuse.
    case invalidIdNumber = 19
    /// An identifier that cannot be normalised or unpadded.
    case invalidId = 20
    /// Rows that cannot be reported.
    case invalidRows = 21
    /// A state that is not one of ours.
    case invalidState = 22
    /// A profile with an unknown base or option.
    case invalidProfile = 23
    /// A calendar that contradicts itself.
    case invalidCalendar = 24
    /// An amount of money that makes no sense.
    case invalidAmount = 25
    /// Entropy that is plainly not random.
    case weakEntropy = 26
    /// A signature that does not match.
    case invalidSignature = 27
    /// A message of OmniSDK or Player Network that cannot be read, or says nothing usable.
    case invalidCallback = 28
    /// The engine knows no such game.
    case unknownGame = 100
    /// The engine knows no such session.
    case unknownSession = 101
    /// The session ended already.
    case sessionOver = 102
    /// No such request is in flight.
    case unknownSend = 103
    /// Too much is waiting for the disk.
    case journalBacklog = 104
    /// The journal is damaged in the middle.
    case journalDamaged = 105
    /// The journal was written by a newer version.
    case journalNewer = 106
    /// None of the journal keys opens this journal.
    case journalKeyUnknown = 107
    /// The engine crossed a fork.
    case forked = 108
    /// An earlier call panicked inside this engine: close it, open a new one, load the journal.
    case poisoned = 190
    /// The engine or the app was closed.
    case closed = 191
    /// The tag does not match: wrong key, or the body was changed.
    case decryptFailed = 200
    /// A defect of this library.
    case internal = 900
    /// A defect of this library was caught: report it with its version. The engine it happened in is poisoned.
    case panic = 901
}
