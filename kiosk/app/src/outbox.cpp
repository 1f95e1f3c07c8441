#include "app/outbox.hpp"

#include <chrono>
#include <utility>

#include "base/assert.hpp"
#include "state/seal.hpp"

namespace app {
namespace {

constexpr auto kHour = std::chrono::hours(1);

struct Waiting {
    int count = 0;
    std::uint64_t bytes = 0;
};

}  // namespace

void Outbox::open(const std::filesystem::path& folder) {
    m_open = false;
    m_opening = m_jobs.post(
        platform::Lane::State,
        [slot = m_store, folder]() -> base::Result<Waiting> {
            slot->store.reset();
            auto store = state::StateStore::open(folder);
            if (!store) return store.error();
            const auto count = store->count();
            if (!count) return count.error();
            const auto bytes = store->outboxBytes();
            if (!bytes) return bytes.error();
            slot->store = std::move(*store);
            return Waiting{*count, *bytes};
        },
        [this](const base::Result<Waiting>& waiting) {
            m_open = waiting.ok();
            if (waiting.ok()) {
                m_log.info("outbox", std::to_string(waiting->count) + " observations of " +
                                         std::to_string(waiting->bytes) + " bytes wait to be sent");
            } else {
                m_log.error("outbox", waiting.error().message + "; no observation can be left");
            }
        });
}

Outbox::Readiness Outbox::readiness() const {
    if (!m_open) return Readiness::Closed;
    const bool busy = m_left.size() >= kMostAnHour && m_clock.now() - m_left.front() < kHour;
    return busy ? Readiness::Busy : Readiness::Open;
}

platform::JobHandle Outbox::leave(state::Observation observation, std::string officeKey,
                                  std::function<void(base::Result<std::string>)> done) {
    KIOSK_ASSERT(readiness() == Readiness::Open);
    m_left.push_back(m_clock.now());
    if (m_left.size() > kMostAnHour) m_left.pop_front();
    return m_jobs.post(
        platform::Lane::State,
        [slot = m_store, makeReceipt = m_makeReceipt, observation = std::move(observation),
         officeKey = std::move(officeKey)]() mutable -> base::Result<std::string> {
            observation.receipt = makeReceipt();
            std::string plain = state::payloadOf(observation);
            const auto sealed = state::seal(plain, officeKey);
            state::wipe(plain);
            state::wipe(observation.text);
            if (!sealed) return sealed.error();
            const base::Status kept = slot->store->addFeedback(observation.day, *sealed);
            if (!kept) return kept.error();
            return std::move(observation.receipt);
        },
        [this, done = std::move(done)](base::Result<std::string> receipt) {
            if (!receipt.ok()) m_log.error("outbox", receipt.error().message + "; an observation was not kept");
            done(std::move(receipt));
        });
}

}  // namespace app
